"""The person who shows the movement: skeleton, poses and outlines; geometry only."""
