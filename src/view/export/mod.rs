//! What can be taken along: tables for spreadsheets and scripts, charts that
//! stand alone, a citation.

pub mod table;
