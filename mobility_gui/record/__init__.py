"""The open record of the runner: joins the store and the exported files. Uses no Qt."""
