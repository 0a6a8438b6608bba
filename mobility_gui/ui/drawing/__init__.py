"""The drawn runner and a runner's own pictures, and the page of an exercise that shows them."""
