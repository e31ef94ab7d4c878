//! Runs worked cases against a scheme, for every test that keeps schemes with cases beside them.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The folders inside `root` that hold a scheme, by name; `SCHEME` in the environment picks one.
pub(crate) fn scheme_folders(root: &Path) -> Vec<PathBuf> {
    let only = std::env::var("SCHEME").ok();
    let mut folders: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|folder| folder.join("scheme.yaml").exists());
    folders.retain(|folder| only.as_ref().is_none_or(|only| folder.ends_with(only)));
    folders.sort();
    folders
}

/// How many cases of the files come out as written, and what the others differ in.
pub(crate) fn kept(folder: &Path, files: &[PathBuf]) -> Result<usize, Vec<String>> {
    let name = folder.file_name().unwrap().to_string_lossy();
    let text = fs::read_to_string(folder.join("scheme.yaml")).unwrap();
    let (scheme, _) = rating::scheme::read(&text).map_err(|problems| {
        problems.iter().map(|problem| format!("{name}/scheme.yaml {problem}")).collect::<Vec<_>>()
    })?;
    let (mut n_cases, mut faults) = (0, Vec::new());
    for file in files {
        let place = format!("{name}/{}", file.strip_prefix(folder).unwrap_or(file).display());
        match rating::cases::read(&scheme, &fs::read_to_string(file).unwrap()) {
            Err(problems) => faults.extend(problems.iter().map(|problem| format!("{place} {problem}"))),
            Ok(cases) => {
                n_cases += cases.len();
                for case in cases {
                    let differences = case.differences(&scheme).into_iter();
                    faults.extend(differences.map(|fault| format!("{place}:{} {}: {fault}", case.line, case.name)));
                }
            }
        }
    }
    if faults.is_empty() { Ok(n_cases) } else { Err(faults) }
}
