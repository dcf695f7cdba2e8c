//! For the page: the texts in the sources, by which [`text!`] finds their lines in the catalogs.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    #[cfg(not(feature = "catalog"))]
    println!("cargo:rerun-if-changed=build.rs");
    #[cfg(feature = "catalog")]
    {
        println!("cargo:rerun-if-changed=src");
        let texts = catalog::texts(std::path::Path::new("src"))?;
        let mut rows: Vec<_> = texts.iter().enumerate().collect();
        rows.sort_by_key(|(_, text)| *text);
        let mut table = String::from(
            "/// English, German, and the place in the catalogs.\nconst TEXTS: &[(&str, &str, u16)] = &[\n",
        );
        for (place, (english, german)) in rows {
            table += &format!("({english:?}, {german:?}, {place}),\n");
        }
        table += &format!("];\nconst SEPARATOR: char = {:?};\n", catalog::SEPARATOR);
        let folder = std::env::var_os("OUT_DIR").ok_or("cargo names no folder")?;
        std::fs::write(std::path::Path::new(&folder).join("texts.rs"), table)?;
    }
    Ok(())
}
