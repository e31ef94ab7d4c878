//! Says which front end to embed: `web/dist` if it was built, else a notice page.

use std::{env, fs, path::Path};

fn main() {
    let dist = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../../web/dist");
    println!("cargo::rerun-if-changed={}", dist.display());
    if dist.join("index.html").is_file() {
        println!("cargo::rustc-env=BAOLEI_WEB={}", dist.display());
        return;
    }
    let empty = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("no-web");
    fs::create_dir_all(&empty).expect("the build folder can be written");
    println!("cargo::rustc-env=BAOLEI_WEB={}", empty.display());
}
