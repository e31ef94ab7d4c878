//! One connection that is kept open, with a person signed in on it.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::{Method, Request, StatusCode, client::conn::http1::SendRequest, header};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpStream;

/// The demonstration's password.
const PASSWORD: &str = "Baolei-5521-demo";

pub(crate) struct Client {
    address: String,
    sender: SendRequest<Full<Bytes>>,
    cookie: String,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Bytes,
    pub(crate) took: Duration,
}

impl Answer {
    pub(crate) fn json(&self) -> Result<Value> {
        ensure!(self.status.is_success(), "{}: {}", self.status, String::from_utf8_lossy(&self.body));
        Ok(serde_json::from_slice(&self.body)?)
    }
}

impl Client {
    /// Connects to `host:port` and signs in.
    pub(crate) async fn sign_in(address: &str, account: &str) -> Result<Client> {
        let sender = connect(address).await?;
        let mut client = Client { address: address.to_owned(), sender, cookie: String::new() };
        let asked = json!({ "account": account, "password": PASSWORD });
        let request = client.request(Method::POST, "/session", &[], Some(&asked))?;
        let answer = client.sender.send_request(request).await?;
        if !answer.status().is_success() {
            bail!("{account} cannot sign in: {}", answer.status());
        }
        let cookie = answer.headers().get(header::SET_COOKIE).context("no session")?.to_str()?;
        client.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        answer.into_body().collect().await?;
        Ok(client)
    }

    pub(crate) async fn get(&mut self, path: &str) -> Result<Answer> {
        self.send(Method::GET, path, &[], None).await
    }

    /// `path` stands below `/api/v1`; the time runs from the first byte sent to the last one received.
    pub(crate) async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Result<Answer> {
        let request = self.request(method, path, headers, body)?;
        if self.sender.is_closed() {
            self.sender = connect(&self.address).await?;
        }
        self.sender.ready().await?;
        let began = Instant::now();
        let answer = self.sender.send_request(request).await?;
        let status = answer.status();
        let body = answer.into_body().collect().await?.to_bytes();
        Ok(Answer { status, body, took: began.elapsed() })
    }

    fn request(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Result<Request<Full<Bytes>>> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header(header::HOST, &self.address)
            .header(header::ACCEPT, "application/json")
            .header("x-baolei", "1")
            .header(header::COOKIE, &self.cookie);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let bytes = match body {
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Bytes::from(serde_json::to_vec(body)?)
            }
            None => Bytes::new(),
        };
        Ok(request.body(Full::new(bytes))?)
    }
}

async fn connect(address: &str) -> Result<SendRequest<Full<Bytes>>> {
    let stream = TcpStream::connect(address).await.with_context(|| format!("nobody answers at {address}"))?;
    stream.set_nodelay(true)?;
    let (sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(sender)
}
