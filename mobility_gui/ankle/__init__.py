"""The knee-to-wall test of one ankle, and what its numbers can prove. Knows nothing about sides or sessions."""
