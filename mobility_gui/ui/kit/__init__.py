"""What every page is made of: colours, sizes, icons, controls and words. Knows no page."""
