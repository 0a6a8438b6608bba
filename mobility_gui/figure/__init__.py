"""The drawn runner who demonstrates each movement: skeleton, poses and outlines. Geometry only."""
