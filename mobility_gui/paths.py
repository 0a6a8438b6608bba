"""Where the program's own files and the runner's files are; the only module that uses platformdirs."""

from contextlib import suppress
from pathlib import Path


def resources() -> Path:
    """Return the folder of exercises, routines, figures, sounds and icons.

    It is inside the installed package, or beside the package in a checkout.
    """
    package = Path(__file__).parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


class Folders:
    """The runner's files, all in one folder, so that copying or deleting that folder misses nothing."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.database = data / "mobility.sqlite3"  # sessions and measurements
        self.exercises = data / "exercises"  # the runner's own, in TOML files
        self.routines = data / "routines"  # likewise
        self.pictures = data / "pictures"  # the runner's own, of exercises
        self.names = data / "names"  # as the program's voice says those in the runner's files
        self.settings_file = data / "settings.json"
        self.log_file = data / "mobility.log"  # errors of the program, never sent anywhere

    @classmethod
    def usual(cls) -> "Folders":
        """Return the folder that the system reserves for the program, used unless another is named.

        Raises `RuntimeError` if the user has no home folder.
        """
        from platformdirs import user_data_path  # imported here, so that the window is painted sooner

        return cls(user_data_path("mobility-gui", appauthor=False))

    def create(self) -> None:
        """Create the missing folders, readable by the runner alone.

        An existing folder keeps its permissions, as the runner may share it on purpose. Raises `OSError` if the data
        folder cannot be created; one inside it is only missed when something is put there.
        """
        self.data.parent.mkdir(parents=True, exist_ok=True)
        self.data.mkdir(mode=0o700, exist_ok=True)
        for folder in (self.exercises, self.routines, self.pictures):
            with suppress(OSError):  # on a read-only disk
                folder.mkdir(mode=0o700, exist_ok=True)
