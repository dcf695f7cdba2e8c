//! Short names between the program and its glue. `wasm-bindgen` gives each function that it imports a long name with a hash in
//! it, which stands in both files and cannot be packed: 4 KB (brotli).

use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::Path;

/// What imports are from, in the program and its glue.
const MODULE: &str = "./migrascope_bg.js";
const SHORT_MODULE: &str = "m";

/// Kinds of sections.
const CUSTOM: u8 = 0;
const IMPORT: u8 = 2;

/// Rewrites the program and its terse glue in place.
pub fn shorten(program: &Path, glue: &Path) -> Result<()> {
    let script = fs::read_to_string(glue).with_context(|| format!("{} cannot be read", glue.display()))?;
    let bytes = fs::read(program).with_context(|| format!("{} cannot be read", program.display()))?;
    let (bytes, names) = rewritten(&bytes)?;
    fs::write(glue, renamed(&script, &names)?)?;
    fs::write(program, bytes)?;
    Ok(())
}

/// The program with short names and without remarks of the tools, and the long names in their order.
fn rewritten(program: &[u8]) -> Result<(Vec<u8>, Vec<String>)> {
    const HEADER: usize = 8;
    ensure!(program.starts_with(b"\0asm"), "the program is not WebAssembly");
    let mut new = program[..HEADER].to_vec();
    let mut names = Vec::new();
    let mut rest = Reader(&program[HEADER..]);
    while !rest.0.is_empty() {
        let kind = rest.byte()?;
        let size = rest.number()?;
        let section = rest.take(size)?;
        let content = match kind {
            CUSTOM => continue,
            IMPORT => imports(section, &mut names)?,
            _ => section.to_vec(),
        };
        new.push(kind);
        put_number(&mut new, content.len());
        new.extend(content);
    }
    Ok((new, names))
}

fn imports(section: &[u8], names: &mut Vec<String>) -> Result<Vec<u8>> {
    let mut rest = Reader(section);
    let count = rest.number()?;
    let mut new = Vec::new();
    put_number(&mut new, count);
    for _ in 0..count {
        let (module, name) = (rest.name()?, rest.name()?);
        ensure!(module == MODULE, "an import is from `{module}`");
        let kind = rest.byte()?;
        ensure!(kind == 0, "the import `{name}` is no function");
        put_name(&mut new, SHORT_MODULE);
        put_name(&mut new, &short(names.len()));
        new.push(kind);
        put_number(&mut new, rest.number()?);
        names.push(name.to_owned());
    }
    Ok(new)
}

/// The glue with short names.
fn renamed(script: &str, names: &[String]) -> Result<String> {
    let mut script = script.to_owned();
    let pairs = names
        .iter()
        .enumerate()
        .map(|(index, name)| (name.clone(), short(index)));
    for (long, short) in pairs.chain([(format!("\"{MODULE}\""), SHORT_MODULE.to_owned())]) {
        let key = format!("{long}:");
        if script.matches(&key).count() != 1 {
            bail!("the glue has not one place with `{key}`");
        }
        script = script.replace(&key, &format!("{short}:"));
    }
    Ok(script)
}

/// `a` to `Z`, then `aa` and so on.
fn short(index: usize) -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut name = match index / LETTERS.len() {
        0 => String::new(),
        more => short(more - 1),
    };
    name.push(LETTERS[index % LETTERS.len()].into());
    name
}

fn put_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn put_name(out: &mut Vec<u8>, name: &str) {
    put_number(out, name.len());
    out.extend(name.as_bytes());
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length).context("the program ends early")?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    fn number(&mut self) -> Result<usize> {
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

    fn name(&mut self) -> Result<&'a str> {
        let length = self.number()?;
        Ok(std::str::from_utf8(self.take(length)?)?)
    }
}

#[cfg(test)]
mod tests {
    use super::{IMPORT, MODULE, put_name, put_number, renamed, rewritten, short};

    #[test]
    fn short_names_are_all_different() {
        let names: std::collections::BTreeSet<_> = (0..5000).map(short).collect();
        assert_eq!(names.len(), 5000);
        assert_eq!((short(0), short(51), short(52)), ("a".into(), "Z".into(), "aa".into()));
    }

    fn section(kind: u8, content: &[u8]) -> Vec<u8> {
        let mut section = vec![kind];
        put_number(&mut section, content.len());
        section.extend(content);
        section
    }

    fn imports(module: &str, names: &[&str]) -> Vec<u8> {
        let mut content = Vec::new();
        put_number(&mut content, names.len());
        for name in names {
            put_name(&mut content, module);
            put_name(&mut content, name);
            content.extend([0, 7]);
        }
        section(IMPORT, &content)
    }

    #[test]
    fn program_and_glue_agree() -> anyhow::Result<()> {
        let head = b"\0asm\x01\0\0\0".to_vec();
        let (types, remark) = (section(1, &[0]), section(0, b"\x01a"));
        let long = ["__wbg_get_1f", "__wbg_set_2e"];
        let program = [head.clone(), types.clone(), imports(MODULE, &long), remark].concat();
        let (new, names) = rewritten(&program)?;
        assert_eq!(new, [head, types, imports("m", &["a", "b"])].concat());
        assert_eq!(names, long);
        let glue = r#"return{"./migrascope_bg.js":{__wbg_get_1f:function(){},__wbg_set_2e:function(){}}}"#;
        assert_eq!(renamed(glue, &names)?, "return{m:{a:function(){},b:function(){}}}");
        assert!(renamed("return{}", &names).is_err());
        Ok(())
    }
}
