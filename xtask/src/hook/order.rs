//! The order of the program's functions: those of one type stand together, by length. Alike functions side by side pack better,
//! and so does the list of types: 4 KB (brotli).

use super::wasm::{self, Reader, put_number};
use anyhow::{Context, Result, bail, ensure};

/// The program with its functions in order.
pub fn sorted(program: &[u8]) -> Result<Vec<u8>> {
    let mut sections = wasm::sections(program)?;
    let section = |kind| {
        sections
            .iter()
            .find(|(known, _)| *known == kind)
            .map(|(_, section)| &section[..])
    };
    let imported = Reader(section(wasm::IMPORT).unwrap_or(&[0])).number()?;
    let types = types(section(wasm::FUNCTION).context("the program has no functions")?)?;
    let bodies = bodies(section(wasm::CODE).context("the program has no code")?)?;
    ensure!(types.len() == bodies.len(), "functions and code do not agree");
    let mut order: Vec<usize> = (0..bodies.len()).collect();
    order.sort_by_key(|&old| (types[old], bodies[old].len(), bodies[old]));
    let mut places: Vec<usize> = (0..imported + order.len()).collect();
    for (new, &old) in order.iter().enumerate() {
        places[imported + old] = imported + new;
    }
    let mut new_types = Vec::new();
    let mut new_code = Vec::new();
    put_number(&mut new_types, order.len());
    put_number(&mut new_code, order.len());
    for old in order {
        put_number(&mut new_types, types[old]);
        let body = moved_body(bodies[old], &places)?;
        put_number(&mut new_code, body.len());
        new_code.extend(body);
    }
    for (kind, section) in &mut sections {
        *section = match *kind {
            wasm::FUNCTION => std::mem::take(&mut new_types),
            wasm::CODE => std::mem::take(&mut new_code),
            wasm::GLOBAL => globals(section, &places)?,
            wasm::EXPORT => exports(section, &places)?,
            wasm::START => start(section, &places)?,
            wasm::ELEMENT => elements(section, &places)?,
            _ => continue,
        };
    }
    Ok(wasm::program(&sections))
}

fn types(section: &[u8]) -> Result<Vec<usize>> {
    let mut rest = Reader(section);
    (0..rest.number()?).map(|_| rest.number()).collect()
}

fn bodies(section: &[u8]) -> Result<Vec<&[u8]>> {
    let mut rest = Reader(section);
    let count = rest.number()?;
    let body = |_| {
        let size = rest.number()?;
        rest.take(size)
    };
    (0..count).map(body).collect()
}

/// Copies, and puts functions in their new places.
struct Mover<'a> {
    rest: Reader<'a>,
    new: Vec<u8>,
    places: &'a [usize],
}

impl<'a> Mover<'a> {
    fn new(section: &'a [u8], places: &'a [usize]) -> Self {
        Self {
            rest: Reader(section),
            new: Vec::new(),
            places,
        }
    }

    fn take(&mut self, length: usize) -> Result<()> {
        self.new.extend(self.rest.take(length)?);
        Ok(())
    }

    fn byte(&mut self) -> Result<u8> {
        let byte = self.rest.byte()?;
        self.new.push(byte);
        Ok(byte)
    }

    fn number(&mut self) -> Result<usize> {
        let number = self.rest.number()?;
        put_number(&mut self.new, number);
        Ok(number)
    }

    fn numbers(&mut self, count: usize) -> Result<()> {
        (0..count).try_for_each(|_| self.number().map(drop))
    }

    /// A number with a sign, or one that is longer than the others.
    fn any_number(&mut self) -> Result<()> {
        while self.byte()? & 0x80 != 0 {}
        Ok(())
    }

    fn function(&mut self) -> Result<()> {
        let old = self.rest.number()?;
        let new = self.places.get(old).context("there is no such function")?;
        put_number(&mut self.new, *new);
        Ok(())
    }

    fn functions(&mut self) -> Result<()> {
        let count = self.number()?;
        (0..count).try_for_each(|_| self.function())
    }

    /// One instruction; answers its code.
    fn instruction(&mut self) -> Result<u8> {
        let code = self.byte()?;
        match code {
            // block, loop, if; constants
            0x02..=0x04 | 0x41 | 0x42 | 0xd0 => self.any_number()?,
            0x10 | 0x12 | 0xd2 => self.function()?,
            // branches; locals, globals, tables; size of memory
            0x0c | 0x0d | 0x20..=0x26 | 0x3f | 0x40 => self.numbers(1)?,
            0x0e => {
                let count = self.number()?;
                self.numbers(count + 1)?;
            }
            0x11 | 0x13 => self.numbers(2)?,
            0x1c => {
                let count = self.number()?;
                self.take(count)?;
            }
            0x28..=0x3e => {
                let align = self.number()?;
                ensure!(align < 0x40, "the program has several memories");
                self.any_number()?;
            }
            0x43 => self.take(4)?,
            0x44 => self.take(8)?,
            0xfc => {
                let more = self.number()?;
                let count = match more {
                    0..=7 => 0,
                    9 | 11 | 13 | 15..=17 => 1,
                    8 | 10 | 12 | 14 => 2,
                    _ => bail!("the instruction 0xfc {more} is not known"),
                };
                self.numbers(count)?;
            }
            0x00 | 0x01 | 0x05 | 0x0b | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 | 0xd1 => {}
            _ => bail!("the instruction {code:#x} is not known"),
        }
        Ok(code)
    }

    /// The value of a constant.
    fn expression(&mut self) -> Result<()> {
        const END: u8 = 0x0b;
        while self.instruction()? != END {}
        Ok(())
    }
}

fn moved_body(body: &[u8], places: &[usize]) -> Result<Vec<u8>> {
    let mut body = Mover::new(body, places);
    for _ in 0..body.number()? {
        body.number()?;
        body.byte()?; // the locals' type
    }
    while !body.rest.0.is_empty() {
        body.instruction()?;
    }
    Ok(body.new)
}

fn globals(section: &[u8], places: &[usize]) -> Result<Vec<u8>> {
    let mut globals = Mover::new(section, places);
    for _ in 0..globals.number()? {
        globals.take(2)?; // type, and whether it changes
        globals.expression()?;
    }
    Ok(globals.new)
}

fn exports(section: &[u8], places: &[usize]) -> Result<Vec<u8>> {
    const FUNCTION: u8 = 0;
    let mut exports = Mover::new(section, places);
    for _ in 0..exports.number()? {
        let length = exports.number()?;
        exports.take(length)?;
        match exports.byte()? {
            FUNCTION => exports.function()?,
            _ => exports.numbers(1)?,
        }
    }
    Ok(exports.new)
}

fn start(section: &[u8], places: &[usize]) -> Result<Vec<u8>> {
    let mut start = Mover::new(section, places);
    start.function()?;
    Ok(start.new)
}

fn elements(section: &[u8], places: &[usize]) -> Result<Vec<u8>> {
    let mut elements = Mover::new(section, places);
    for _ in 0..elements.number()? {
        match elements.number()? {
            0 => elements.expression()?,
            1 | 3 => elements.take(1)?,
            2 => {
                elements.number()?;
                elements.expression()?;
                elements.take(1)?;
            }
            kind => bail!("elements of kind {kind} are not known"),
        }
        elements.functions()?;
    }
    Ok(elements.new)
}

#[cfg(test)]
mod tests {
    use super::super::wasm;
    use super::sorted;

    #[test]
    fn functions_are_sorted_and_found_again() -> anyhow::Result<()> {
        // Two imports, then functions 2 (type 1, calls 3), 3 (type 0) and 4 (type 0, shorter).
        let code = |bodies: &[&[u8]]| {
            let mut section = vec![bodies.len() as u8];
            for body in bodies {
                section.push(body.len() as u8);
                section.extend(*body);
            }
            (wasm::CODE, section)
        };
        let program = |functions: &[u8], export, start, elements: [u8; 2], code| {
            let imports = b"\x02\x01m\x01a\0\0\x01m\x01b\0\0".to_vec();
            wasm::program(&[
                (1, b"\x02\x60\0\0\x60\0\x01\x7f".to_vec()),
                (wasm::IMPORT, imports),
                (wasm::FUNCTION, functions.to_vec()),
                (wasm::EXPORT, vec![2, 1, b'f', 0, export, 1, b'm', 2, 0]),
                (wasm::START, vec![start]),
                (wasm::ELEMENT, vec![1, 0, 0x41, 1, 0x0b, 2, elements[0], elements[1]]),
                code,
            ])
        };
        let calls = |function: u8| [1, 1, 0x7f, 0x02, 0x40, 0x10, 0, 0x10, function, 0x0b, 0x41, 3, 0x0b];
        let before = program(
            &[3, 1, 0, 0],
            2,
            3,
            [4, 0],
            code(&[&calls(3), &[0, 0x01, 0x0b], &[0, 0x0b]]),
        );
        let after = program(
            &[3, 0, 0, 1],
            4,
            3,
            [2, 0],
            code(&[&[0, 0x0b], &[0, 0x01, 0x0b], &calls(3)]),
        );
        assert_eq!(sorted(&before)?, after);
        assert_eq!(sorted(&after)?, after);
        assert!(
            sorted(&program(&[1, 0], 2, 2, [2, 2], code(&[&[0, 0xfd, 0x0b]]))).is_err(),
            "unknown"
        );
        Ok(())
    }
}
