"""Crash tests of a running server: kill it, cut the power under it, or make its disk fail, and compare what it had
acknowledged with what is there afterwards. All traffic is loopback; every loop is bounded.

usage: crash.py kill|cut|fault BAOLEI ROUNDS FOLDER

FOLDER holds the demonstration company as `seed.db` (made by the scripts that call this one). A record is created with
an idempotency key; an answer counts as acknowledged only if it was received, and for `cut` only if it was received
before the cut began. At the end the same key must give the same record, and `baolei verify` must find nothing, with
the receipts of all acknowledged records. `fault` wants `fault.so` in FOLDER, compiled from fault.c.
"""
import fcntl, http.client, json, os, random, struct, shutil, socket, sqlite3, subprocess, sys, tempfile, threading, time

MODE, BAOLEI, ROUNDS, FOLDER = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
PASSWORD = 'Baolei-5521-demo'
WRITERS = 4


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


class Server:
    def __init__(self, database, **environment):
        self.port = free_port()
        command = [BAOLEI, 'serve', '--database', f'sqlite:{database}', '--listen', f'127.0.0.1:{self.port}']
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ, 'BAOLEI_LOG': 'error', **environment})
        for _ in range(1200):
            try:
                self.ask('GET', '/healthz')
                return
            except OSError:
                time.sleep(.02)
        raise SystemExit('the server did not start')

    def ask(self, method, path, body=None, headers=None, connection=None):
        own = connection or http.client.HTTPConnection('127.0.0.1', self.port, timeout=20)
        own.request(method, path, body and json.dumps(body), {'X-Baolei': '1', 'Content-Type': 'application/json', **(headers or {})})
        answer = own.getresponse()
        return answer.status, answer.headers, answer.read()

    def sign_in(self):
        status, headers, body = self.ask('POST', '/api/v1/session', {'account': 'branch001', 'password': PASSWORD})
        assert status == 200, body
        cookie = headers['Set-Cookie'].split(';')[0]
        branch = next(role['org_id'] for role in json.loads(body)['roles'] if role['role'] == 'branch')
        return cookie, branch

    def stop(self):
        self.process.kill()
        self.process.wait()


class Client:
    """Sends creates and keeps what was acknowledged: key, answer, receipt, and when."""

    def __init__(self):
        self.acknowledged, self.refused, self.n, self.lock = {}, 0, 0, threading.Lock()

    def create(self, server, cookie, branch, key, connection=None):
        headers = {'Cookie': cookie, 'Idempotency-Key': key}
        body = {'branch_id': branch, 'kind': 'quarter_report'}
        return server.ask('POST', '/api/v1/records', body, headers, connection)

    def run(self, server, cookie, branch, stop):
        connection = http.client.HTTPConnection('127.0.0.1', server.port, timeout=5)
        while not stop.is_set():
            with self.lock:
                self.n += 1
                key = f'crash-{os.getpid()}-{self.n:08d}'
            try:
                status, headers, body = self.create(server, cookie, branch, key, connection)
            except (OSError, http.client.HTTPException):
                return
            if status == 201:
                self.acknowledged[key] = (json.loads(body), headers['X-Receipt'], time.monotonic())
            else:
                self.refused += 1

    def load(self, server, seconds):
        cookie, branch = server.sign_in()
        stop = threading.Event()
        writers = [threading.Thread(target=self.run, args=(server, cookie, branch, stop)) for _ in range(WRITERS)]
        for writer in writers:
            writer.start()
        time.sleep(seconds)
        return stop, writers

    def compare(self, database, before=None):
        """How many acknowledged answers are gone; those received after `before` (a cut) may be."""
        con = sqlite3.connect(database, timeout=10)
        have = {key: json.loads(body) for key, body in con.execute('select key, body from answers where body is not null')}
        con.close()
        gone = [key for key, (answer, _, _) in self.acknowledged.items() if have.get(key) != answer]
        lost = [key for key in gone if before is None or self.acknowledged[key][2] < before]
        for key in gone:
            del self.acknowledged[key]
        return len(lost)

    def verify(self, database, folder):
        receipts = os.path.join(folder, 'receipts')
        os.makedirs(receipts, exist_ok=True)
        split = [receipt.split(' ') for _, receipt, _ in self.acknowledged.values()]
        with open(os.path.join(receipts, 'all.json'), 'w') as file:
            json.dump([{'seq': int(seq), 'leaf': leaf, 'at': at} for seq, leaf, at in split], file)
        return subprocess.call([BAOLEI, 'verify', '--database', f'sqlite:{database}', '--receipts', receipts])


def kill():
    database, client, lost = os.path.join(FOLDER, 'kill.db'), Client(), 0
    shutil.copy(os.path.join(FOLDER, 'seed.db'), database)
    for _ in range(ROUNDS):
        server = Server(database)
        stop, writers = client.load(server, random.uniform(.02, .3))
        server.stop()
        stop.set()
        for writer in writers:
            writer.join()
        lost += client.compare(database)
    return finish(client, lost, database)


def power_off(mount):
    """The kernel's own order for testing (FS_IOC_SHUTDOWN, without flushing its log); ext4, XFS and F2FS know it."""
    shutdown, without_flush = 0x8004587D, 2
    assert os.path.ismount(mount), 'it acts on whatever file system holds the path'
    folder = os.open(mount, os.O_RDONLY)
    try:
        fcntl.ioctl(folder, shutdown, struct.pack('I', without_flush))
    finally:
        os.close(folder)


def cut():
    """A file system of its own on a loop device, which drops all that was not synced when it is shut down. Needs root."""
    work = tempfile.mkdtemp(prefix='power-cut')
    image, mount = os.path.join(work, 'image'), os.path.join(work, 'mount')
    os.mkdir(mount)
    quiet = {'check': True, 'stdout': subprocess.DEVNULL, 'stderr': subprocess.DEVNULL}
    subprocess.run(['truncate', '-s', f'{os.path.getsize(os.path.join(FOLDER, "seed.db")) * 2 >> 20}M', image], **quiet)
    subprocess.run(['mkfs.ext4', '-q', '-F', image], **quiet)
    database, client, lost, began = os.path.join(mount, 'cut.db'), Client(), 0, None
    try:
        for n in range(ROUNDS):
            subprocess.run(['mount', '-o', 'loop', image, mount], **quiet)
            if n == 0:
                shutil.copy(os.path.join(FOLDER, 'seed.db'), database)
                subprocess.run(['sync', '-f', mount], **quiet)
            server = Server(database)
            lost += client.compare(database, began)
            stop, writers = client.load(server, random.uniform(.1, .5))
            began = time.monotonic()
            power_off(mount)
            stop.set()
            server.stop()
            for writer in writers:
                writer.join()
            subprocess.run(['umount', mount], **quiet)
        subprocess.run(['mount', '-o', 'loop', image, mount], **quiet)
        lost += client.compare(database, began)
        return finish(client, lost, database)
    finally:
        if os.path.ismount(mount):
            subprocess.run(['umount', mount])
        if not os.path.ismount(mount):
            shutil.rmtree(work)


def fault():
    """Flushes and writes fail: 503 and nothing half done; the same key succeeds once the disk is well again."""
    database, client = os.path.join(FOLDER, 'fault.db'), Client()
    shutil.copy(os.path.join(FOLDER, 'seed.db'), database)
    faults = os.path.join(FOLDER, 'faults')
    os.makedirs(faults, exist_ok=True)
    wrong = 0
    server = Server(database, LD_PRELOAD=os.path.join(FOLDER, 'fault.so'), BAOLEI_FAULTS=faults)
    try:
        cookie, branch = server.sign_in()
        for n in range(ROUNDS):
            name = ['sync', 'write', 'full'][n % 3]
            switch, key = os.path.join(faults, name), f'fault-{os.getpid()}-{n:06d}'
            open(switch, 'w').close()
            status, headers, body = client.create(server, cookie, branch, key)
            os.remove(switch)
            if status != 503 or not headers['Retry-After']:
                print(f'{name}: {status} {body.decode()[:200]}')
                wrong += 1
            client.refused += status == 503
            again, headers, body = client.create(server, cookie, branch, key)
            if again != 201:
                print(f'{name}: the same key then gives {again} {body.decode()[:200]}')
                wrong += 1
            elif headers['X-Receipt']:
                client.acknowledged[key] = (json.loads(body), headers['X-Receipt'], time.monotonic())
        wrong += len(client.acknowledged) != ROUNDS
    finally:
        server.stop()
    return finish(client, client.compare(database) + wrong, database)


def finish(client, lost, database):
    verified = client.verify(database, FOLDER)
    print(f'{MODE}: rounds={ROUNDS} acknowledged={len(client.acknowledged)} refused={client.refused} lost_or_wrong={lost} verify={verified}')
    return bool(lost or verified or not client.acknowledged)


sys.exit({'kill': kill, 'cut': cut, 'fault': fault}[MODE]())
