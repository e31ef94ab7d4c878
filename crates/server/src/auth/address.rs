//! Where a request comes from.

use std::{
    convert::Infallible,
    net::{IpAddr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};

use crate::AppState;

/// Address and browser of whoever sent a request; empty where they are not known.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origin {
    pub(crate) address: String,
    pub(crate) agent: String,
}

impl FromRequestParts<AppState> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Origin, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let address = peer.map(|peer| client(peer, &parts.headers, &app.access.trusted_proxies));
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Ok(Origin {
            address: address.map(|address| address.to_canonical().to_string()).unwrap_or_default(),
            agent: agent.chars().take(200).collect(),
        })
    }
}

/// The nearest address that is no trusted proxy. What others write into the header proves nothing.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let mut found = peer;
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    for hop in hops.iter().rev() {
        if !trusted.contains(&found.to_canonical()) {
            break;
        }
        match hop.parse() {
            Ok(address) => found = address,
            Err(_) => break,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &str, trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        let trusted: Vec<IpAddr> = trusted.iter().map(|address| address.parse().unwrap()).collect();
        client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_says_whom_it_speaks_for() {
        assert_eq!(seen("10.0.0.9", "1.2.3.4", &[]), "10.0.0.9", "a forged header changes nothing");
        assert_eq!(seen("10.0.0.1", "1.2.3.4", &["10.0.0.1"]), "1.2.3.4");
        assert_eq!(seen("10.0.0.1", "9.9.9.9, 1.2.3.4", &["10.0.0.1"]), "1.2.3.4", "what the client itself wrote");
        assert_eq!(seen("10.0.0.1", "1.2.3.4, 10.0.0.2", &["10.0.0.1", "10.0.0.2"]), "1.2.3.4");
        assert_eq!(seen("10.0.0.1", "nonsense", &["10.0.0.1"]), "10.0.0.1");
    }
}
