//! The foot of a printed hand-out: the link of what is on it, to scan or to type.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::units::SimTime;
use crate::view::qr::qr;
use crate::web::screens::lab::Shown;
use crate::web::shell::address;
use crate::web::shell::scheme::use_media;
use crate::web::widgets::share::link::drawing;

/// What is printed.
#[derive(Clone, Properties)]
pub struct PrintedProps {
    /// The Lab and the page around it.
    pub state: Shown,
    /// The moment of the playhead.
    pub moment: Rc<RefCell<SimTime>>,
}

impl PartialEq for PrintedProps {
    fn eq(&self, other: &Self) -> bool {
        self.state == other.state
    }
}

/// The foot; nothing on a screen.
#[component]
pub fn Printed(props: &PrintedProps) -> Html {
    if !use_media("print") {
        return html! {};
    }
    let link = props.state.shared_link(&props.state.shell, *props.moment.borrow());
    let address = address::for_others(&link);
    let code = address::is_open_to_others().then(|| qr(&address)).flatten();
    html! {
        <footer class="printed" data-part="printed">
            if let Some(code) = &code {
                { drawing(code) }
            }
            <p>{ address }</p>
        </footer>
    }
}
