//! Code that builds what was read, one call after the other on `crate::app::markup::Markup`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{FnArg, ItemFn, Type};

use crate::tree::{Attribute, Component, Element, If, Node, Value};

/// Attributes that are there or not, as HTML has it, of those that the page uses.
const THERE_OR_NOT: &[&str] = &[
    "disabled", "hidden", "inert", "multiple", "open", "readonly", "required", "selected",
];

/// An expression of type `Html`: the one node, or all of them as a list.
pub fn html(nodes: &[Node]) -> TokenStream {
    let builder = builder();
    match nodes {
        [Node::Value(value)] => quote!(crate::app::markup::node(#value)),
        [Node::Component(component)] => piece(component),
        _ => {
            let steps = nodes.iter().map(step);
            let end = end(nodes);
            quote!({
                let mut #builder = crate::app::markup::Markup::new();
                #(#steps)*
                #builder.#end()
            })
        }
    }
}

fn builder() -> Ident {
    Ident::new("markup", Span::mixed_site())
}

/// A single element stands for itself; otherwise the shape must not depend on how many there happen to be.
fn is_single(nodes: &[Node]) -> bool {
    matches!(
        nodes,
        [Node::Element(_) | Node::Component(_) | Node::Value(_) | Node::If(_) | Node::List(_)]
    )
}

fn end(nodes: &[Node]) -> Ident {
    Ident::new(if is_single(nodes) { "one" } else { "all" }, Span::mixed_site())
}

fn step(node: &Node) -> TokenStream {
    let builder = builder();
    match node {
        Node::Element(node) => element(node),
        Node::Component(node) => {
            let piece = piece(node);
            quote!(#builder.push(#piece);)
        }
        Node::List(children) => {
            let steps = children.iter().map(step);
            quote!(#builder.list(); #(#steps)* #builder.close_list();)
        }
        Node::Value(value) => quote!(crate::app::markup::Child::put(#value, &mut #builder);),
        Node::Values(values) => quote!(#builder.extend(::std::iter::Iterator::map(
            ::std::iter::IntoIterator::into_iter(#values), crate::app::markup::node));),
        Node::If(If {
            condition,
            then,
            otherwise,
        }) => {
            let (then, otherwise) = (then.iter().map(step), otherwise.iter().map(step));
            quote!(#builder.list(); if #condition { #(#then)* } else { #(#otherwise)* } #builder.close_list();)
        }
    }
}

fn code(value: &Value) -> TokenStream {
    match value {
        Value::Text(text) => quote!(#text),
        Value::Code(code) => code.clone(),
    }
}

fn element(element: &Element) -> TokenStream {
    let builder = builder();
    let name = element.name.to_string();
    let own_value = name == "input" || name == "textarea";
    let (mut keys, mut settings) = (Vec::new(), Vec::new());
    for attribute @ Attribute { name, ident, value } in &element.attributes {
        let code = code(value);
        let text = quote_spanned!(ident.span()=> ::yew::html::IntoPropValue::into_prop_value(#code));
        match name.as_str() {
            "key" => settings.push(quote!(crate::app::markup::Name::put(#code, &mut #builder);)),
            "ref" => settings.push(quote!(#builder.node_ref(#code);)),
            "value" if own_value => settings.push(quote!(#builder.value(#text);)),
            "checked" if own_value => settings.push(quote!(#builder.checked(#code);)),
            event if event.starts_with("on") => {
                settings.push(quote!(#builder.on(::yew::html::#ident::Wrapper::__macro_new(#code));));
            }
            _ => {
                keys.push(name);
                settings.push(set(attribute));
            }
        }
    }
    let steps = element.children.iter().map(step);
    let end = if element.children.is_empty() || is_single(&element.children) {
        quote!(close_one)
    } else {
        quote!(close)
    };
    quote! {
        #builder.open(#name, &[#(#keys),*]);
        #(#settings)*
        #(#steps)*
        #builder.#end();
    }
}

fn set(Attribute { name, ident, value }: &Attribute) -> TokenStream {
    let builder = builder();
    match value {
        Value::Text(text) => quote!(#builder.fixed(#text);),
        Value::Code(code) if THERE_OR_NOT.contains(&name.as_str()) => {
            quote_spanned!(ident.span()=> #builder.there(#code);)
        }
        Value::Code(code) => quote!(crate::app::markup::Text::put(#code, &mut #builder);),
    }
}

fn piece(
    Component {
        name,
        attributes,
        rest,
        children,
    }: &Component,
) -> TokenStream {
    let mut key = quote!(::std::option::Option::None);
    let mut fields = Vec::new();
    for Attribute { ident, value, .. } in attributes {
        let code = code(value);
        if ident == "key" {
            key = quote!(::std::option::Option::Some(::std::convert::Into::into(#code)));
        } else {
            fields.push(quote_spanned!(ident.span()=> #ident: ::yew::html::IntoPropValue::into_prop_value(#code)));
        }
    }
    if !children.is_empty() {
        let children = html(children);
        fields.push(quote!(children: #children));
    }
    match rest {
        Some(rest) if fields.is_empty() => quote!(crate::app::markup::piece::<#name>(#key, #rest)),
        rest => {
            let rest = rest.as_ref().map(|rest| quote!(..#rest));
            quote!(crate::app::markup::piece(#key, #name { #(#fields,)* #rest }))
        }
    }
}

/// A function with hooks as what draws its parameter.
pub fn drawn_by(function: &ItemFn) -> syn::Result<TokenStream> {
    let Some(FnArg::Typed(parameter)) = function.sig.inputs.first() else {
        return Err(syn::Error::new_spanned(
            &function.sig,
            "a piece is drawn from a reference to it",
        ));
    };
    let Type::Reference(reference) = &*parameter.ty else {
        return Err(syn::Error::new_spanned(
            &parameter.ty,
            "a piece is drawn from a reference to it",
        ));
    };
    let (piece, pattern, body) = (&reference.elem, &parameter.pat, &function.block);
    let hook = Ident::new(&format!("use_{}", function.sig.ident), function.sig.ident.span());
    Ok(quote! {
        #[::yew::functional::hook]
        fn #hook(piece: &#piece) -> ::yew::Html {
            let #pattern = piece;
            #body
        }

        impl crate::app::markup::Piece for #piece {
            fn draw(&self, context: &mut ::yew::functional::HookContext) -> ::yew::Html {
                ::yew::functional::Hook::run(#hook(self), context)
            }

            fn is(&self, other: &dyn ::std::any::Any) -> bool {
                other.downcast_ref::<Self>().is_some_and(|other| other == self)
            }
        }
    })
}
