"""Files that people attach as proof."""
