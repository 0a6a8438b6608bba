"""The record as files for other programs: JSON out and in, CSV out."""
