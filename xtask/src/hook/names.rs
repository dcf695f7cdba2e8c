//! Short names between the program and its glue. `wasm-bindgen` gives each function that goes from one to the other a long name
//! with a hash in it, which stands in both files and cannot be packed: 4 KB (brotli).

use super::wasm::{self, Reader, put_name, put_number};
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::Path;

/// What imports are from, in the program and its glue.
const MODULE: &str = "./migrascope_bg.js";
const SHORT_MODULE: &str = "m";

/// Rewrites the program and its terse glue in place.
pub fn shorten(program: &Path, glue: &Path) -> Result<()> {
    let script = fs::read_to_string(glue).with_context(|| format!("{} cannot be read", glue.display()))?;
    let bytes = fs::read(program).with_context(|| format!("{} cannot be read", program.display()))?;
    let (bytes, names) = rewritten(&bytes, &script)?;
    fs::write(glue, renamed(&script, &names)?)?;
    fs::write(program, bytes)?;
    Ok(())
}

/// Long names in the order of their short ones.
#[derive(Default)]
struct Names {
    imports: Vec<String>,
    exports: Vec<String>,
}

/// The program with short names, and what they were.
fn rewritten(program: &[u8], glue: &str) -> Result<(Vec<u8>, Names)> {
    let mut sections = wasm::sections(program)?;
    let mut names = Names::default();
    for (kind, section) in &mut sections {
        match *kind {
            wasm::IMPORT => *section = imports(section, &mut names.imports)?,
            wasm::EXPORT => *section = exports(section, glue, &mut names.exports)?,
            _ => {}
        }
    }
    Ok((wasm::program(&sections), names))
}

/// What the glue does not name keeps its name.
fn exports(section: &[u8], glue: &str, names: &mut Vec<String>) -> Result<Vec<u8>> {
    let mut rest = Reader(section);
    let count = rest.number()?;
    let mut new = Vec::new();
    put_number(&mut new, count);
    for _ in 0..count {
        let name = rest.name()?;
        if glue.contains(&format!(".{name}")) {
            put_name(&mut new, &short(names.len()));
            names.push(name.to_owned());
        } else {
            put_name(&mut new, name);
        }
        new.push(rest.byte()?);
        put_number(&mut new, rest.number()?);
    }
    Ok(new)
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
fn renamed(script: &str, names: &Names) -> Result<String> {
    let mut script = script.to_owned();
    let mut exports: Vec<_> = names.exports.iter().enumerate().collect();
    // A name may be the beginning of a longer one.
    exports.sort_by_key(|(_, name)| std::cmp::Reverse(name.len()));
    for (index, long) in exports {
        script = script.replace(&format!(".{long}"), &format!(".{}", short(index)));
    }
    let imports = names.imports.iter().enumerate();
    let pairs = imports.map(|(index, name)| (name.clone(), short(index)));
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

#[cfg(test)]
mod tests {
    use super::super::wasm::{EXPORT, IMPORT, program, put_name, put_number};
    use super::{MODULE, renamed, rewritten, short};

    #[test]
    fn short_names_are_all_different() {
        let names: std::collections::BTreeSet<_> = (0..5000).map(short).collect();
        assert_eq!(names.len(), 5000);
        assert_eq!((short(0), short(51), short(52)), ("a".into(), "Z".into(), "aa".into()));
    }

    fn imports(module: &str, names: &[&str]) -> (u8, Vec<u8>) {
        let mut content = Vec::new();
        put_number(&mut content, names.len());
        for name in names {
            put_name(&mut content, module);
            put_name(&mut content, name);
            content.extend([0, 7]);
        }
        (IMPORT, content)
    }

    fn exports(names: &[&str]) -> (u8, Vec<u8>) {
        let mut content = Vec::new();
        put_number(&mut content, names.len());
        for name in names {
            put_name(&mut content, name);
            content.extend([0, 7]);
        }
        (EXPORT, content)
    }

    #[test]
    fn program_and_glue_agree() -> anyhow::Result<()> {
        let types = (1, vec![0]);
        let long = ["__wbg_get_1f", "__wbg_set_2e"];
        let glue =
            r#"return{"./migrascope_bg.js":{__wbg_get_1f:function(){w.go()},__wbg_set_2e:function(){w.go_on()}}}"#;
        let before = program(&[types.clone(), imports(MODULE, &long), exports(&["go", "main", "go_on"])]);
        let (new, names) = rewritten(&before, glue)?;
        assert_eq!(
            new,
            program(&[types, imports("m", &["a", "b"]), exports(&["a", "main", "b"])])
        );
        assert_eq!(names.imports, long);
        assert_eq!(
            renamed(glue, &names)?,
            "return{m:{a:function(){w.a()},b:function(){w.b()}}}"
        );
        assert!(renamed("return{}", &names).is_err());
        Ok(())
    }
}
