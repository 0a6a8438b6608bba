"""The runner's record, open: joins the store and the files of other programs. Knows no Qt."""
