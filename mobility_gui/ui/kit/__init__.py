"""The parts every page is built from: colours, sizes, icons, controls and words. Nothing here knows a page."""
