//! As much of WebAssembly's format as the hook needs: sections, numbers and names.

use anyhow::{Context, Result, ensure};

/// Kinds of sections.
const CUSTOM: u8 = 0;
pub const IMPORT: u8 = 2;
pub const FUNCTION: u8 = 3;
pub const GLOBAL: u8 = 6;
pub const EXPORT: u8 = 7;
pub const START: u8 = 8;
pub const ELEMENT: u8 = 9;
pub const CODE: u8 = 10;

const HEADER: &[u8] = b"\0asm\x01\0\0\0";

/// The sections of a program by kind, in their order, without the remarks of tools.
pub fn sections(program: &[u8]) -> Result<Vec<(u8, Vec<u8>)>> {
    let content = program.strip_prefix(HEADER);
    let mut rest = Reader(content.context("the program is not WebAssembly of a known version")?);
    let mut sections = Vec::new();
    while !rest.0.is_empty() {
        let kind = rest.byte()?;
        let size = rest.number()?;
        let section = rest.take(size)?;
        if kind != CUSTOM {
            sections.push((kind, section.to_vec()));
        }
    }
    Ok(sections)
}

/// The program of these sections.
pub fn program(sections: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut program = HEADER.to_vec();
    for (kind, section) in sections {
        program.push(*kind);
        put_number(&mut program, section.len());
        program.extend(section);
    }
    program
}

pub fn put_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

pub fn put_name(out: &mut Vec<u8>, name: &str) {
    put_number(out, name.len());
    out.extend(name.as_bytes());
}

/// Reads from the front of what is left.
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    pub fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length).context("the program ends early")?;
        self.0 = rest;
        Ok(taken)
    }

    pub fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    pub fn number(&mut self) -> Result<usize> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
            ensure!(shift < 32, "a number in the program is too long");
        }
    }

    pub fn name(&mut self) -> Result<&'a str> {
        let length = self.number()?;
        Ok(std::str::from_utf8(self.take(length)?)?)
    }
}
