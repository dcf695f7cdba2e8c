//! The link language: scenarios as text, text as scenarios with notices.
