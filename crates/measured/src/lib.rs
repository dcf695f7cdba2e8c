//! Measured migrations beside their prediction: pure, from any text to a comparison and sentences.
//!
//! ```text
//! text ──read──▶ Record ──Fit──▶ Fitted { scenario, where each value is from } ──compare──▶ Comparison ──explain──▶ sentences
//! ```
//!
//! ```
//! use measured::{Fit, compare, explain, read};
//! use text::Language;
//!
//! let text = r#"{"return": {"status": "completed", "total-time": 10194, "downtime": 1458,
//!     "ram": {"total": 8607571968, "transferred": 1076822016, "duplicate": 1848320, "dirty-sync-count": 3}}}"#;
//! let reading = read(text);
//! let record = &reading.records[0];
//! let fitted = Fit::whole(record).expect("the text has what is needed");
//! let comparison = compare(record, &fitted);
//! let why = explain(&comparison, Language::English);
//! assert!(why[0].text.contains("look at the devices"), "{}", why[0].text);
//! ```
#![forbid(unsafe_code)]

mod compare;
pub mod explain;
pub mod fit;
pub mod forecast;
pub mod ghost;
pub mod marks;
pub mod notice;
pub mod range;
pub mod read;
pub mod record;
pub mod runs;
pub mod save;

pub use compare::{Comparison, Point, Row, What, compare};
pub use explain::{Explanation, explain};
pub use fit::{Fit, Fitted, Missing, Value, Writes};
pub use forecast::{Forecast, forecast};
pub use notice::Notice;
pub use range::{Possible, range};
pub use read::{FORMATS, Format, Reading, read, read_bytes};
pub use record::{Field, Figure, Record, Snapshot, Status, Tool};
pub use save::save;
