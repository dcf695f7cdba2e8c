//! What is shown, as pure functions of a trace and a time.
