"""Where the program's own files and the runner's files are; the only user of platformdirs."""

from dataclasses import dataclass
from pathlib import Path


def resources() -> Path:
    """Exercises, routines, figures, sounds and icons: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


@dataclass(frozen=True, slots=True)
class Folders:
    """One folder holds all that belongs to the runner, so that copying or deleting it is complete."""

    data: Path

    @classmethod
    def usual(cls) -> "Folders":
        """The folder this system keeps for the program, as no other was named."""
        from platformdirs import user_data_path  # here, as the window is painted sooner without it

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
        """The runner's choices."""
        return self.data / "settings.json"

    @property
    def log_file(self) -> Path:
        """What went wrong, kept here and sent nowhere."""
        return self.data / "mobility.log"

    def create(self) -> None:
        """Make the folders that are missing, readable by the runner alone.

        A folder that exists keeps its permissions: it may be one the runner shares on purpose.
        Raises OSError where a folder cannot be made.
        """
        self.data.parent.mkdir(parents=True, exist_ok=True)
        for folder in (self.data, self.exercises, self.routines, self.pictures):
            folder.mkdir(mode=0o700, exist_ok=True)
