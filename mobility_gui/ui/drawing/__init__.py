"""The drawings of exercises, the runner's own pictures, and the exercise page that shows them."""
