//! What of a setup differs from the defaults.

use yew::prelude::*;

use crate::link::Difference;
use crate::text::Language;
use crate::{say, word};

/// A table, folded if it is long.
pub fn differences(language: Language, found: &[Difference]) -> Html {
    let heads = [
        word!(language, "Parameter"),
        word!(language, "Value"),
        word!(language, "Default"),
    ];
    let count = found.len();
    let title = match count {
        0 => word!(language, "Everything has its default value").to_owned(),
        _ => say!(language, "What differs from the defaults: {0}", count),
    };
    html! {
        <details key="differences" data-share="differences" open={count > 0 && count < 6}>
            <summary>{ title }</summary>
            if count > 0 {
                <table>
                    <thead><tr>
                        for head in heads {
                            <th key={head} scope="col">{ head }</th>
                        }
                    </tr></thead>
                    <tbody>
                        for Difference { param, value, default } in found {
                            <tr key={param.key}>
                                <th scope="row">{ param.label.get(language) }</th>
                                <td>{ value }</td>
                                <td>{ default.as_deref().unwrap_or("–") }</td>
                            </tr>
                        }
                    </tbody>
                </table>
            }
        </details>
    }
}
