"""A server under test, and writers that file records on it and remember what it acknowledged. Used by crash.py.

A filing is what a secretary does: begin a theme day (with an idempotency key), save what was typed, file it. Each of the
three answers counts as acknowledged only if it was received whole, and is compared with the database afterwards.
"""
import collections, http.client, itertools, json, os, random, socket, sqlite3, subprocess, threading, time
from concurrent.futures import ThreadPoolExecutor

PASSWORD = 'Baolei-5521-demo'
WRITERS = 4
# Longer than the slowest answer of a busy machine; a server that hangs fails the test.
PATIENCE = 180
Seen = collections.namedtuple('Seen', 'what receipt at')


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def wait_for(what, ready, alive=lambda: True):
    for _ in range(PATIENCE * 50):
        if ready():
            return
        if not alive():
            break
        time.sleep(.02)
    raise SystemExit(f'{what}: not within {PATIENCE} s')


class Server:
    def __init__(self, program, database, **environment):
        self.port, self.log = free_port(), []
        command = [program, 'serve', '--database', f'sqlite:{database}', '--listen', f'127.0.0.1:{self.port}']
        environment = {**os.environ, 'BAOLEI_LOG': 'info,sqlx=error', **environment}
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
        self.reader = threading.Thread(target=lambda: self.log.extend(self.process.stderr), daemon=True)
        self.reader.start()

    def is_alive(self):
        return self.process.poll() is None

    def is_up(self):
        try:
            return self.ask('GET', '/healthz')[0] == 200
        except OSError:
            return False

    def start(self):
        try:
            wait_for('the server did not start', self.is_up, self.is_alive)
        except SystemExit:
            print(''.join(self.log))
            raise
        return self

    def rated(self):
        """The rating that each start begins is through, so that writers have the machine for themselves."""
        wait_for('no daily rating', lambda: any('reminded for the day' in line for line in list(self.log)), self.is_alive)

    def ask(self, method, path, body=None, headers=None, connection=None):
        own = connection or http.client.HTTPConnection('127.0.0.1', self.port, timeout=PATIENCE)
        headers = {'X-Baolei': '1', 'Content-Type': 'application/json', **(headers or {})}
        own.request(method, path, None if body is None else json.dumps(body), headers)
        answer = own.getresponse()
        return answer.status, answer.headers, answer.read()

    def sign_in(self, account):
        status, headers, body = self.ask('POST', '/api/v1/session', {'account': account, 'password': PASSWORD})
        assert status == 200, body
        branch = next(role['org_id'] for role in json.loads(body)['roles'] if role['role'] == 'branch')
        return headers['Set-Cookie'].split(';')[0], branch

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.reader.join()


class Refused(Exception):
    pass


class Writer:
    """One secretary. The session outlives the server: who is signed in stays so."""

    def __init__(self, server, account):
        self.cookie, self.branch = server.sign_in(account)
        status, _, body = server.ask('GET', f'/api/v1/records/form?branch={self.branch}&kind=theme_day', None, {'Cookie': self.cookie})
        assert status == 200, body
        self.theme = json.loads(body)['themes'][0]['code']

    def ask(self, server, connection, method, path, body, headers=None):
        status, headers, body = server.ask(method, f'/api/v1{path}', body, {'Cookie': self.cookie, **(headers or {})}, connection)
        if status not in (200, 201):
            raise Refused(f'{method} {path} -> {status} {body.decode()[:300]}')
        return json.loads(body), headers

    def begin(self, server, connection, key, day):
        asked = {'branch_id': self.branch, 'kind': 'theme_day', 'on': f'2026-10-{day:02}'}
        return self.ask(server, connection, 'POST', '/records', asked, {'Idempotency-Key': key})

    def save(self, server, connection, record, text):
        body = {**json.loads(json.dumps(record['draft'])), 'theme': self.theme, 'form': '集中学习', 'place': '二楼会议室', 'chair': '支部书记',
                'recorder': '组织委员', 'account': text, 'hours': '2'}
        for person in body.get('attendance', []):
            person['status'] = 'present'
        return self.ask(server, connection, 'PUT', f'/records/{record["id"]}/draft', body, {'If-Match': str(record['rev'])})

    def file(self, server, connection, record, rev):
        return self.ask(server, connection, 'POST', f'/records/{record}/file', {}, {'If-Match': str(rev)})


class Acknowledged:
    """What the server said is done: by step and id, what must be found, the receipt, and when the answer was there."""

    def __init__(self):
        self.all, self.fresh, self.refused, self.numbers = {}, {}, [], itertools.count(1)

    def seen(self, step, id, what, receipt=None):
        self.fresh[step, id] = Seen(what, receipt, time.monotonic())

    def n_filed(self):
        return sum(step == 'filed' for step, _ in list(self.fresh))

    def work(self, server, writer, stop):
        connection = http.client.HTTPConnection('127.0.0.1', server.port, timeout=PATIENCE)
        while not stop.is_set():
            n = next(self.numbers)
            key, text = f'crash-{os.getpid()}-{n:08d}', f'第{n}次：学习贯彻上级部署，结合本季度降本增效任务开展讨论，明确三项措施。'
            try:
                record, headers = writer.begin(server, connection, key, 1 + n % 16)
                self.seen('begun', key, record, headers['X-Receipt'])
                saved, _ = writer.save(server, connection, record, text)
                self.seen('saved', record['id'], text)
                writer.file(server, connection, record['id'], saved['rev'])
                self.seen('filed', record['id'], text)
            except Refused as why:
                self.refused.append((time.monotonic(), str(why)))
            except (OSError, http.client.HTTPException):
                return

    def load(self, server, writers, at_least):
        """All writers at once, until `at_least` filings were acknowledged and a moment longer; answers how to end them."""
        stop = threading.Event()
        pool = ThreadPoolExecutor(len(writers))
        work = [pool.submit(self.work, server, writer, stop) for writer in writers]
        wait_for(f'{at_least} acknowledged filings', lambda: self.n_filed() >= at_least, lambda: not all(w.done() for w in work))
        time.sleep(random.uniform(0, .3))

        def end():
            stop.set()
            pool.shutdown()
            for done in work:
                done.result()
        return end

    def compare(self, database, before=None):
        """How many acknowledged answers are gone; those received after `before` (a cut) may be."""
        con = sqlite3.connect(database, timeout=PATIENCE)
        gone = [key for key, seen in self.fresh.items() if not is_there(con, *key, seen.what)]
        con.close()
        lost = [key for key in gone if before is None or self.fresh[key].at < before]
        # A disk without power refuses, as it should.
        self.refused = [(at, why) for at, why in self.refused if before is None or at < before]
        for step, id in lost[:10]:
            print(f'LOST: {step} {id}')
        self.all.update({key: seen for key, seen in self.fresh.items() if key not in gone})
        self.fresh = {}
        return len(lost)

    def compare_all(self, database):
        self.fresh, self.all = {**self.all, **self.fresh}, {}
        return self.compare(database)

    def repeat(self, server, writers, n=20):
        """The same key gives the same record, also after everything that happened; answers how many do not."""
        begun = [(key, seen.what) for (step, key), seen in self.all.items() if step == 'begun'][-n:]
        by_branch = {writer.branch: writer for writer in writers}
        connection = http.client.HTTPConnection('127.0.0.1', server.port, timeout=PATIENCE)
        wrong = 0
        for key, record in begun:
            day = int(record['draft']['on'][-2:])
            again, _ = by_branch[record['branch_id']].begin(server, connection, key, day)
            wrong += again != record
        return wrong

    def verify(self, program, database, folder):
        receipts = os.path.join(folder, 'receipts')
        os.makedirs(receipts, exist_ok=True)
        split = [seen.receipt.split(' ') for seen in self.all.values() if seen.receipt]
        with open(os.path.join(receipts, 'all.json'), 'w') as file:
            json.dump([{'seq': int(seq), 'leaf': leaf, 'at': at} for seq, leaf, at in split], file)
        return subprocess.call([program, 'verify', '--database', f'sqlite:{database}', '--receipts', receipts])

    def count(self):
        steps = collections.Counter(step for step, _ in self.all)
        return ' '.join(f'{step}={steps[step]}' for step in ('begun', 'saved', 'filed'))


def is_there(con, step, id, what):
    if step == 'begun':
        kept = con.execute('select body from answers where key = ?', [id]).fetchone()
        record = con.execute('select 1 from records where id = ?', [what['id']]).fetchone()
        return bool(kept and record) and json.loads(kept[0]) == what
    filed = con.execute("select body from record_rounds where record_id = ? and act = 'filed'", [id]).fetchall()
    if step == 'saved' and not filed:
        filed = con.execute('select draft from records where id = ?', [id]).fetchall()
    facts = step == 'saved' or con.execute('select 1 from facts where record_id = ?', [id]).fetchone()
    return bool(facts) and any(json.loads(body or '{}').get('account') == what for body, in filed)
