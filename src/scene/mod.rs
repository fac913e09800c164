//! Lanes to draw operations. (being written)
