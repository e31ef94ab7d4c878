//! Every scheme that is shipped reads without errors, and its worked cases come out as their rule owner wrote them.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn schemes() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemes");
    let only = std::env::var("SCHEME").ok();
    let mut folders: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|folder| folder.join("scheme.yaml").exists());
    folders.retain(|folder| only.as_ref().is_none_or(|only| folder.ends_with(only)));
    folders.sort();
    folders
}

#[test]
fn every_shipped_scheme_is_sound_and_keeps_its_cases() {
    let mut faults = Vec::new();
    let mut n_cases = 0;
    for folder in schemes() {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(folder.join("scheme.yaml")).unwrap();
        let scheme = match rating::scheme::read(&text) {
            Ok((scheme, _)) => scheme,
            Err(problems) => {
                faults.extend(problems.iter().map(|problem| format!("{name}/scheme.yaml {problem}")));
                continue;
            }
        };
        let mut files: Vec<PathBuf> = fs::read_dir(folder.join("cases"))
            .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
            .unwrap_or_default();
        files.sort();
        if files.is_empty() {
            faults.push(format!("{name} has no cases"));
        }
        for file in files {
            let place = format!("{name}/cases/{}", file.file_name().unwrap().to_string_lossy());
            match rating::cases::read(&scheme, &fs::read_to_string(&file).unwrap()) {
                Err(problems) => faults.extend(problems.iter().map(|problem| format!("{place} {problem}"))),
                Ok(cases) => {
                    for case in cases {
                        n_cases += 1;
                        let differences = case.differences(&scheme).into_iter();
                        faults.extend(differences.map(|fault| format!("{place}:{} {}: {fault}", case.line, case.name)));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} faults in {n_cases} cases:\n{}", faults.len(), faults.join("\n"));
    assert!(n_cases > 0, "no cases were found");
}
