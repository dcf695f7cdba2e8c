//! The page: Yew components over the pure core.

use yew::prelude::*;

#[function_component(App)]
fn app() -> Html {
    html! { <main><h1>{ "Migrascope" }</h1></main> }
}

/// Starts the page.
pub fn start() {
    yew::Renderer::<App>::new().render();
}
