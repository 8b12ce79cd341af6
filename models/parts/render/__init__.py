"""A small renderer of everyday metal parts lying on a workbench (numpy only)."""
