//! Small drawings on buttons.

use yew::prelude::*;

/// Which one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A triangle.
    Play,
    /// Two bars.
    Pause,
    /// To the next event.
    Next,
    /// To the one before.
    Previous,
    /// To the beginning.
    Start,
    /// To the end.
    End,
    /// An arrow that turns back.
    Undo,
    /// Two arrows that follow each other.
    Loop,
    /// The same arrow, mirrored.
    Redo,
    /// A cross.
    Close,
    /// A plus.
    Add,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Play => "M4 2.5v11l9-5.5z",
            Self::Pause => "M4 2.5h3v11H4zM9 2.5h3v11H9z",
            Self::Next => "M3 3v10l7-5zM11 3h2v10h-2z",
            Self::Previous => "M13 3v10L6 8zM3 3h2v10H3z",
            Self::Start => "M14 3v10L8.5 8zM8.5 3v10L3 8zM1 3h1.6v10H1z",
            Self::End => "M2 3v10l5.5-5zM7.5 3v10L13 8zM13.4 3H15v10h-1.600z",
            Self::Undo => "M8 3V.5L4 4l4 3.5V5a4 4 0 1 1-4 4H2.200A5.8 5.8 0 1 0 8 3z",
            Self::Loop => {
                "M11 1l4 3-4 3V5H5a3 3 0 0 0-3 3H0a5 5 0 0 1 5-5h6zM5 15l-4-3 4-3v2h6a3 3 0 0 0 3-3h2a5 5 0 0 1-5 5H5z"
            }
            Self::Redo => "M8 3V.5L12 4l-4 3.5V5a4 4 0 1 0 4 4h1.800A5.8 5.8 0 1 1 8 3z",
            Self::Close => {
                "M3.3 4.400l1.1-1.100L8 6.900l3.6-3.6 1.1 1.100L9.1 8l3.6 3.6-1.1 1.100L8 9.100l-3.6 3.6-1.1-1.100L6.9 8z"
            }
            Self::Add => "M7.2 3h1.600v4.200H13v1.600H8.800V13H7.200V8.800H3V7.200h4.200z",
        }
    }

    /// The drawing; its meaning is told by the button.
    pub fn html(self) -> Html {
        html! {
            <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d={self.path()} fill="currentColor" /></svg>
        }
    }
}
