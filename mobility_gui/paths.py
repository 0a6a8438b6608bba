"""Where the program's own files and the runner's files are; the only module that uses platformdirs."""

from dataclasses import dataclass
from pathlib import Path


def resources() -> Path:
    """Return the folder of exercises, routines, figures, sounds and icons.

    It is inside the installed package, or beside the package in a checkout.
    """
    package = Path(__file__).parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


@dataclass(frozen=True, slots=True)
class Folders:
    """The runner's files, all in one folder, so that copying or deleting that folder misses nothing."""

    data: Path

    @classmethod
    def usual(cls) -> "Folders":
        """Return the folder that the system reserves for the program, used unless another is named."""
        from platformdirs import user_data_path  # imported here, so that the window is painted sooner

        return cls(user_data_path("mobility-gui", appauthor=False))

    @property
    def database(self) -> Path:
        """Sessions and measurements."""
        return self.data / "mobility.sqlite3"

    @property
    def exercises(self) -> Path:
        """The runner's own exercises, in TOML files."""
        return self.data / "exercises"

    @property
    def routines(self) -> Path:
        """The runner's own routines, in TOML files."""
        return self.data / "routines"

    @property
    def pictures(self) -> Path:
        """The runner's own pictures of exercises."""
        return self.data / "pictures"

    @property
    def settings_file(self) -> Path:
        """The runner's settings."""
        return self.data / "settings.json"

    @property
    def log_file(self) -> Path:
        """Errors of the program, kept here and never sent anywhere."""
        return self.data / "mobility.log"

    def create(self) -> None:
        """Create the missing folders, readable by the runner alone.

        An existing folder keeps its permissions, as the runner may share it on purpose.
        Raises `OSError` if a folder cannot be created.
        """
        self.data.parent.mkdir(parents=True, exist_ok=True)
        for folder in (self.data, self.exercises, self.routines, self.pictures):
            folder.mkdir(mode=0o700, exist_ok=True)
