//! An expression as text.

use super::{Expression, Fault, Operator, Value, side_named};
use crate::cluster;
use crate::figures::Figure;
use crate::parameter::Parameter;
use engine::params::{Choice, Lane, Unit};
use engine::units::written;
use link::cluster::Side;

/// Longer expressions than this are nobody's.
const LONGEST: usize = 500;
/// Brackets in brackets.
const DEEPEST: usize = 20;

/// The units of numbers, in the order in which they are tried.
const UNITS: [Unit; 5] = [Unit::Time, Unit::Size, Unit::ByteRate, Unit::BitRate, Unit::Share];

/// What binds loosest comes first.
const LEVELS: [&[Operator]; 5] = [
    &[Operator::Or],
    &[Operator::And],
    &[
        Operator::AtMost,
        Operator::AtLeast,
        Operator::Equal,
        Operator::Unequal,
        Operator::Less,
        Operator::More,
    ],
    &[Operator::Add, Operator::Subtract],
    &[Operator::Multiply, Operator::Divide],
];

pub(super) fn expression(text: &str) -> Result<Expression, Fault> {
    if text.len() > LONGEST {
        return Err(Fault::TooLong);
    }
    let mut rest = Rest { text, depth: 0 };
    let expression = rest.level(0)?;
    match rest.text.trim_start() {
        "" => Ok(expression),
        left => Err(Fault::Unexpected(left.chars().take(20).collect())),
    }
}

/// What is still to be read.
struct Rest<'a> {
    text: &'a str,
    depth: usize,
}

impl<'a> Rest<'a> {
    fn level(&mut self, level: usize) -> Result<Expression, Fault> {
        let Some(operators) = LEVELS.get(level) else {
            return self.atom();
        };
        let mut left = self.level(level + 1)?;
        while let Some(operator) = operators.iter().find(|operator| self.takes(operator.sign())) {
            let right = self.level(level + 1)?;
            left = Expression::Pair(*operator, Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn takes(&mut self, sign: &str) -> bool {
        let text = self.text.trim_start();
        let Some(rest) = text.strip_prefix(sign) else {
            return false;
        };
        // A word ends where it ends.
        if sign.starts_with(char::is_alphabetic) && rest.starts_with(is_name) {
            return false;
        }
        self.text = rest;
        true
    }

    fn take_while(&mut self, test: impl Fn(char) -> bool) -> &'a str {
        let end = self.text.find(|c| !test(c)).unwrap_or(self.text.len());
        let (taken, rest) = self.text.split_at(end);
        self.text = rest;
        taken
    }

    fn atom(&mut self) -> Result<Expression, Fault> {
        if self.takes("(") {
            self.depth += 1;
            if self.depth > DEEPEST {
                return Err(Fault::TooLong);
            }
            let inner = self.level(0)?;
            self.depth -= 1;
            return if self.takes(")") {
                Ok(inner)
            } else {
                Err(Fault::Unfinished)
            };
        }
        self.text = self.text.trim_start();
        match self.text.chars().next() {
            None => Err(Fault::Unfinished),
            Some(first) if first.is_ascii_digit() => self.number(),
            Some(first) if first.is_alphabetic() => self.name(),
            Some(first) => Err(Fault::Unexpected(first.to_string())),
        }
    }

    /// A number with the unit behind it; `128MiB/s` is one, `128MiB / 2` a division.
    fn number(&mut self) -> Result<Expression, Fault> {
        let start = self.text;
        self.take_while(|c| c.is_ascii_digit() || c == '.');
        let end = start.len() - self.text.len();
        let unit = self.take_while(|c| c.is_alphabetic() || c == '%');
        if !unit.is_empty()
            && let Some(rest) = self.text.strip_prefix("/s")
            && !rest.starts_with(is_name)
        {
            self.text = rest;
        }
        let number = &start[..start.len() - self.text.len()];
        if unit.is_empty() {
            let value = start[..end].parse().map_err(|_| Fault::Number(number.to_owned()))?;
            return Ok(Expression::Literal(Value::Number(value)));
        }
        UNITS
            .iter()
            .find_map(|&unit| written::parse(unit, number).ok())
            .map(|quantity| Expression::Literal(Value::Quantity(quantity)))
            .ok_or_else(|| Fault::Number(number.to_owned()))
    }

    /// A parameter, a figure, or a word to compare with.
    fn name(&mut self) -> Result<Expression, Fault> {
        let name = self.take_while(|c| is_name(c) || c == '.');
        if let Some(parameter) = Parameter::named(name) {
            return Ok(Expression::Parameter { run: None, parameter });
        }
        let which = |token: &str| {
            let lane = Lane::ALL.iter().copied().find(|lane| lane.token() == token);
            lane.map(Which::Lane).or_else(|| side_named(token).map(Which::Side))
        };
        let Some((first, rest)) = name.split_once('.') else {
            return Ok(Expression::Literal(Value::Word(name.to_owned())));
        };
        if let Some(which) = which(first) {
            return which.figure(None, rest, name);
        }
        let run = Some(first.to_owned());
        if let Some(parameter) = Parameter::named(rest) {
            return Ok(Expression::Parameter { run, parameter });
        }
        let (second, figure) = rest.split_once('.').unwrap_or((rest, ""));
        match which(second) {
            Some(which) => which.figure(run, figure, name),
            None => Err(Fault::UnknownFigure(name.to_owned())),
        }
    }
}

/// What of a run a figure is of.
enum Which {
    /// A migration of the Lab.
    Lane(Lane),
    /// A cluster.
    Side(Side),
}

impl Which {
    fn figure(self, run: Option<String>, figure: &str, name: &str) -> Result<Expression, Fault> {
        match self {
            Self::Lane(lane) => {
                let figure = Figure::named(figure).ok_or_else(|| Fault::UnknownFigure(name.to_owned()))?;
                Ok(Expression::Figure { run, lane, figure })
            }
            Self::Side(side) => {
                let figure = cluster::Figure::named(figure).ok_or_else(|| Fault::UnknownOfCluster(name.to_owned()))?;
                Ok(Expression::Cluster { run, side, figure })
            }
        }
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
