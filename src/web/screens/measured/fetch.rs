//! Gets the examples when the screen opens.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::state::measured::{Action, Measured, NotThere};
use crate::web::screens::learn::fetch::called;

/// Gets the examples, if they have not come.
#[hook]
pub fn use_examples(measured: &Measured, on_action: &Callback<Action>) {
    let on_action = on_action.clone();
    use_effect_with(measured.examples.is_none(), move |&is_wanted| {
        if is_wanted {
            spawn_local(async move {
                let file = called("examples", "").await.map(Into::into);
                on_action.emit(Action::Came(file.ok_or(NotThere)));
            });
        }
    });
}
