//! Callbacks that say what somebody wants, whatever made them want it. One place makes them, so that the page has each kind once.

use yew::Callback;

/// Callbacks that are called with the same value, whatever has happened.
pub trait Says<V> {
    /// On any event, calls this callback with `value`.
    fn says<E: 'static>(&self, value: V) -> Callback<E>;
}

impl<V: Clone + 'static> Says<V> for Callback<V> {
    fn says<E: 'static>(&self, value: V) -> Callback<E> {
        let callback = self.clone();
        Callback::from(move |_| callback.emit(value.clone()))
    }
}
