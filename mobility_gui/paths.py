"""Where the program's own files and the runner's files are; the only user of platformdirs."""

from pathlib import Path


def resources() -> Path:
    """Exercises, routines, figures, sounds and icons: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


class Folders:
    """One folder holds all that belongs to the runner, so that copying or deleting it is complete."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.database = data / "mobility.sqlite3"  # sessions and measurements
        self.exercises = data / "exercises"  # the runner's own, in TOML files
        self.routines = data / "routines"  # the same
        self.pictures = data / "pictures"  # the runner's own, of exercises
        self.settings_file = data / "settings.json"
        self.log_file = data / "mobility.log"  # what went wrong, sent nowhere

    @classmethod
    def usual(cls) -> "Folders":
        """The folder this system keeps for the program, as no other was named."""
        from platformdirs import user_data_path  # here, as the window is painted sooner without it

        return cls(user_data_path("mobility-gui", appauthor=False))

    def create(self) -> None:
        """Make the folders that are missing, readable by the runner alone.

        A folder that exists keeps its permissions: it may be one the runner shares on purpose.
        Raises OSError where a folder cannot be made.
        """
        self.data.parent.mkdir(parents=True, exist_ok=True)
        for folder in (self.data, self.exercises, self.routines, self.pictures):
            folder.mkdir(mode=0o700, exist_ok=True)
