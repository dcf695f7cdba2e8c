//! What an expression comes to, and the arithmetic of it.

use super::Fault;
use engine::params::Quantity;
use engine::units::{Bytes, Count, Rate, SimTime};
use text::{Language, word};
use view::format;

/// What an expression comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number without a unit.
    Number(f64),
    /// A size, a rate, a time or a share.
    Quantity(Quantity),
    /// A word, such as `completed`.
    Word(String),
    /// Whether something is so.
    Truth(bool),
}

impl Value {
    /// A number as a quantity; nothing of a word or a statement.
    #[must_use]
    pub fn quantity(&self) -> Option<Quantity> {
        match self {
            Self::Number(number) => Some(Quantity::Count(Count::nearest(*number))),
            Self::Quantity(quantity) => Some(*quantity),
            Self::Word(_) | Self::Truth(_) => None,
        }
    }

    /// As it is read off: `0.28 s`, `2.4 GiB`.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Number(number) if number.fract() == 0.0 => format::count(language, *number),
            Self::Number(number) => {
                let decimals = if *number < 10.0 { 1 } else { 0 };
                format::localized(language, format!("{number:.decimals$}"))
            }
            Self::Quantity(Quantity::Size(size)) => format::size(language, *size),
            Self::Quantity(Quantity::Rate(rate)) => format::rate(language, *rate),
            Self::Quantity(Quantity::Time(time)) => format::time(language, *time),
            Self::Quantity(Quantity::Share(share)) => format::share(language, *share),
            Self::Quantity(Quantity::Count(count)) => format::count(language, count.as_f64()),
            Self::Word(word) => word.clone(),
            Self::Truth(true) => word!(language, "yes").to_owned(),
            Self::Truth(false) => word!(language, "no").to_owned(),
        }
    }
}

/// What stands between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `==`
    Equal,
    /// `!=`
    Unequal,
    /// `and`
    And,
    /// `or`
    Or,
}

impl Operator {
    /// As it is written.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
            Self::Equal => "==",
            Self::Unequal => "!=",
            Self::And => "and",
            Self::Or => "or",
        }
    }

    /// The value of both sides together.
    pub(super) fn apply(self, left: &Value, right: &Value) -> Result<Value, Fault> {
        match self {
            Self::Add | Self::Subtract | Self::Multiply | Self::Divide => self.compute(left, right),
            Self::And | Self::Or => match (left, right) {
                (Value::Truth(left), Value::Truth(right)) => Ok(Value::Truth(if self == Self::And {
                    *left && *right
                } else {
                    *left || *right
                })),
                _ => Err(Fault::NoMeaning(self)),
            },
            _ => self.compare(left, right),
        }
    }

    fn compute(self, left: &Value, right: &Value) -> Result<Value, Fault> {
        let numbers = (base(left), base(right));
        let (Some(a), Some(b)) = numbers else {
            return Err(Fault::NoMeaning(self));
        };
        let result = match self {
            Self::Add => a + b,
            Self::Subtract => a - b,
            Self::Multiply => a * b,
            _ if b == 0.0 => return Err(Fault::DivisionByZero),
            _ => a / b,
        };
        let of = |quantity: Quantity| Value::Quantity(quantity.unit().of(result));
        use Quantity::{Rate as R, Share as P, Size as S, Time as T};
        use Value::{Number, Quantity as Q};
        match (self, left, right) {
            (_, Number(_), Number(_)) => Ok(Number(result)),
            (Self::Add | Self::Subtract, Q(one), Q(other)) if one.unit().measures_as(other.unit()) => Ok(of(*one)),
            (Self::Multiply, Q(one), Number(_) | Q(P(_))) | (Self::Divide, Q(one), Number(_)) => Ok(of(*one)),
            (Self::Multiply, Number(_), Q(other)) => Ok(of(*other)),
            (Self::Divide, Q(one), Q(other)) if one.unit().measures_as(other.unit()) => Ok(Number(result)),
            (Self::Divide, Q(S(_)), Q(R(_))) => Ok(Q(SimTime::s(result).into())),
            (Self::Divide, Q(S(_)), Q(T(_))) => Ok(Q(Rate::bytes_per_s(result).into())),
            (Self::Multiply, Q(R(_)), Q(T(_))) | (Self::Multiply, Q(T(_)), Q(R(_))) => Ok(Q(Bytes::new(result).into())),
            _ => Err(Fault::NoMeaning(self)),
        }
    }

    fn compare(self, left: &Value, right: &Value) -> Result<Value, Fault> {
        let order = match (left, right) {
            (Value::Number(a), Value::Number(b)) => a.partial_cmp(b),
            (Value::Quantity(a), Value::Quantity(b)) if a.unit().measures_as(b.unit()) => {
                a.base().partial_cmp(&b.base())
            }
            // Nothing is nothing in any unit.
            (Value::Quantity(a), Value::Number(b)) if *b == 0.0 => a.base().partial_cmp(b),
            (Value::Word(a), Value::Word(b)) if matches!(self, Self::Equal | Self::Unequal) => Some(a.cmp(b)),
            _ => return Err(Fault::NoMeaning(self)),
        };
        let Some(order) = order else {
            return Err(Fault::NoMeaning(self));
        };
        Ok(Value::Truth(match self {
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::More => order.is_gt(),
            Self::AtLeast => order.is_ge(),
            Self::Equal => order.is_eq(),
            _ => order.is_ne(),
        }))
    }
}

/// The number in its base unit.
fn base(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Quantity(quantity) => Some(quantity.base()),
        Value::Word(_) | Value::Truth(_) => None,
    }
}
