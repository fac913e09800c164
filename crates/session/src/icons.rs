//! The outlines of the pictures on buttons, in a box of 16 by 16.

/// To run or to play on.
pub const PLAY: &str = "M4 2.5v11l9-5.5z";
/// To hold still.
pub const PAUSE: &str = "M4 3h3v10H4zM9.5 3h3v10h-3z";
/// To end the program.
pub const STOP: &str = "M3.5 3.5h9v9h-9z";
/// To the start.
pub const TO_START: &str = "M2.5 3h1.7v10H2.5zM13.5 3v10L5.5 8z";
/// A step back.
pub const STEP_BACK: &str = "M10.5 3v10L4 8zM11.9 3h1.6v10h-1.6z";
/// A step on.
pub const STEP_FORWARD: &str = "M4 3v10l6.5-5zM11.4 3H13v10h-1.6z";
/// To run anew.
pub const RESTART: &str = "M8 3V.6L4.4 3.8 8 7V4.6a3.9 3.9 0 1 1-3.9 3.9H2.5A5.5 5.5 0 1 0 8 3z";
/// The list of demos.
pub const DEMOS: &str = "M2 3h12v10H2zM3.5 4.5v7H6v-7z";
/// A menu of more.
pub const MORE: &str = "M3 6.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3zM8 6.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3zM13 6.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z";
/// Out of this page.
pub const WAY_OUT: &str = "M3 3h4v1.5H4.5v7h7V9H13v4H3zM9 3h4v4h-1.5V5.6L7.6 9.5 6.5 8.4l3.9-3.9H9z";
/// To fill the screen.
pub const FULL_SCREEN: &str =
    "M2.5 6V2.5H6V4H4v2zM10 2.5h3.5V6H12V4h-2zM4 10v2h2v1.5H2.5V10zM12 10h1.5v3.5H10V12h2z";
