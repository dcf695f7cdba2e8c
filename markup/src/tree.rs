//! What stands in `html! { … }`, read from its tokens.

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Expr, Ident, Lit, Path, Result, Token, braced, token};

/// One thing among others.
pub enum Node {
    Element(Element),
    Component(Component),
    /// `<> … </>`
    List(Vec<Node>),
    /// `{ value }`
    Value(TokenStream),
    /// `{ for values }`
    Values(TokenStream),
    If(If),
}

/// `<div class="lane"> … </div>`
pub struct Element {
    pub name: Ident,
    pub attributes: Vec<Attribute>,
    pub children: Vec<Node>,
}

/// `<Head label="…" ..rest> … </Head>`
pub struct Component {
    pub name: Path,
    pub attributes: Vec<Attribute>,
    pub rest: Option<TokenStream>,
    pub children: Vec<Node>,
}

/// `aria-label={text}`, `class="lane"`, or `{key}`, which is short for `key={key}`.
pub struct Attribute {
    /// Its name with its dashes.
    pub name: String,
    /// Its name where it is a field.
    pub ident: Ident,
    pub value: Value,
}

/// What an attribute is set to.
pub enum Value {
    Text(syn::LitStr),
    Code(TokenStream),
}

/// `if condition { … } else { … }`
pub struct If {
    pub condition: Expr,
    pub then: Vec<Node>,
    pub otherwise: Vec<Node>,
}

/// Everything up to the end.
pub struct Nodes(pub Vec<Node>);

impl Parse for Nodes {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut nodes = Vec::new();
        while !(input.is_empty() || input.peek(Token![<]) && input.peek2(Token![/])) {
            nodes.push(input.parse()?);
        }
        Ok(Self(nodes))
    }
}

impl Parse for Node {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        if input.peek(Token![<]) {
            return tag(input);
        }
        if input.peek(Token![if]) {
            return Ok(Self::If(input.parse()?));
        }
        if input.peek(token::Brace) {
            let inside;
            braced!(inside in input);
            return Ok(if inside.peek(Token![for]) {
                inside.parse::<Token![for]>()?;
                Self::Values(inside.parse()?)
            } else {
                Self::Value(inside.parse()?)
            });
        }
        if input.peek(Lit) {
            let text: Lit = input.parse()?;
            return Ok(Self::Value(quote::quote!(#text)));
        }
        // The only thing in `html! { … }`, without braces of its own.
        Ok(Self::Value(input.parse()?))
    }
}

impl Parse for If {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        input.parse::<Token![if]>()?;
        let condition = Expr::parse_without_eager_brace(input)?;
        let then = nodes_in_braces(input)?;
        let otherwise = if input.parse::<Option<Token![else]>>()?.is_none() {
            Vec::new()
        } else if input.peek(Token![if]) {
            vec![Node::If(input.parse()?)]
        } else {
            nodes_in_braces(input)?
        };
        Ok(Self {
            condition,
            then,
            otherwise,
        })
    }
}

fn nodes_in_braces(input: ParseStream<'_>) -> Result<Vec<Node>> {
    let inside;
    braced!(inside in input);
    Ok(inside.parse::<Nodes>()?.0)
}

fn tag(input: ParseStream<'_>) -> Result<Node> {
    input.parse::<Token![<]>()?;
    if input.parse::<Option<Token![>]>>()?.is_some() {
        let children = input.parse::<Nodes>()?.0;
        input.parse::<Token![<]>()?;
        input.parse::<Token![/]>()?;
        input.parse::<Token![>]>()?;
        return Ok(Node::List(children));
    }
    let name: Path = input.call(Path::parse_mod_style)?;
    let mut attributes = Vec::new();
    let mut rest = None;
    while !input.peek(Token![>]) && !input.peek(Token![/]) {
        if input.parse::<Option<Token![..]>>()?.is_some() {
            rest = Some(until_end_of_tag(input)?);
        } else {
            attributes.push(input.parse()?);
        }
    }
    let empty = input.parse::<Option<Token![/]>>()?.is_some();
    input.parse::<Token![>]>()?;
    let mut children = Vec::new();
    if !empty {
        children = input.parse::<Nodes>()?.0;
        input.parse::<Token![<]>()?;
        input.parse::<Token![/]>()?;
        let end: Path = input.call(Path::parse_mod_style)?;
        if end != name {
            return Err(syn::Error::new_spanned(
                end,
                "this closes a tag that was not opened last",
            ));
        }
        input.parse::<Token![>]>()?;
    }
    let last = &name.segments.last().expect("a path has a segment").ident;
    if last.to_string().starts_with(char::is_uppercase) {
        return Ok(Node::Component(Component {
            name,
            attributes,
            rest,
            children,
        }));
    }
    match rest {
        Some(rest) => Err(syn::Error::new_spanned(
            rest,
            "only a component takes the rest of its fields",
        )),
        None => Ok(Node::Element(Element {
            name: last.clone(),
            attributes,
            children,
        })),
    }
}

fn until_end_of_tag(input: ParseStream<'_>) -> Result<TokenStream> {
    let mut rest = TokenStream::new();
    while !(input.peek(Token![>]) || input.peek(Token![/]) && input.peek2(Token![>])) {
        rest.extend([input.parse::<proc_macro2::TokenTree>()?]);
    }
    Ok(rest)
}

impl Parse for Attribute {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        if input.peek(token::Brace) {
            let inside;
            braced!(inside in input);
            let ident: Ident = inside.parse()?;
            let value = Value::Code(quote::quote!(#ident));
            return Ok(Self {
                name: ident.to_string(),
                ident,
                value,
            });
        }
        let ident = input.call(Ident::parse_any)?;
        let mut name = ident.to_string();
        while input.parse::<Option<Token![-]>>()?.is_some() {
            name = format!("{name}-{}", input.call(Ident::parse_any)?);
        }
        input.parse::<Token![=]>()?;
        let value = if input.peek(token::Brace) {
            let inside;
            braced!(inside in input);
            Value::Code(inside.parse()?)
        } else {
            match input.parse()? {
                Lit::Str(text) => Value::Text(text),
                other => Value::Code(quote::quote!(#other)),
            }
        };
        Ok(Self { name, ident, value })
    }
}
