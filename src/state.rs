//! The state of the page and how actions change it: pure.
