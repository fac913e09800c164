//! Cells under a scheduler of a few lines, some of them hostile: whatever it does, no future and no output is used after
//! its drop, dropped twice or never.

mod fake;
mod hostile;
mod life;
