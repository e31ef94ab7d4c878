"""Crash tests of a running server: kill it, cut the power under it, or make its disk fail, and compare what it had
acknowledged with what is there afterwards. All traffic is loopback; every loop is bounded.

usage: crash.py kill|cut|lie|fault BAOLEI ROUNDS FOLDER

FOLDER holds the demonstration company as `seed.db` (made by the scripts that call this one). Four secretaries of four
branches begin, save and file records without pause; a round that acknowledged too few filings fails, for it would prove
nothing. Nine rounds of ten end in the middle of the daily rating, which every start begins. After the power was cut an
answer counts only if it was received before the cut began. At the end every acknowledged step is looked for once more,
the same keys must give the same records, and `baolei verify` must find nothing, with the receipts of all acknowledged
records.

`lie` is the counter-check of `cut`: a disk that only claims to have flushed must lose something, or the cut is none.
`fault` and `lie` want `fault.so` in FOLDER, compiled from fault.c.
"""
import fcntl, http.client, os, random, shutil, struct, subprocess, sys, tempfile, time

from crash_client import PATIENCE, WRITERS, Acknowledged, Refused, Server, Writer

MODE, BAOLEI, ROUNDS, FOLDER = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
# Fewer acknowledged filings in a round prove nothing.
AT_LEAST = 20
FAULT = os.path.join(FOLDER, 'fault.so')


def seed(folder):
    database = os.path.join(folder, 'crash.db')
    shutil.copy(os.path.join(FOLDER, 'seed.db'), database)
    # The first rating is the long one; sessions outlive every round.
    server = Server(BAOLEI, database).start()
    writers = [Writer(server, f'branch{n + 1:03}') for n in range(WRITERS)]
    server.rated()
    server.stop()
    return database, writers


def switches():
    folder = os.path.join(FOLDER, 'faults')
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    return folder, {'LD_PRELOAD': FAULT, 'BAOLEI_FAULTS': folder}


def kill():
    (database, writers), done, lost = seed(FOLDER), Acknowledged(), 0
    for n in range(ROUNDS):
        server = Server(BAOLEI, database).start()
        if n % 10 == 0:
            server.rated()
        end = done.load(server, writers, AT_LEAST)
        server.stop()
        end()
        lost += done.compare(database)
    return finish(done, lost, database, writers)


def power_off(mount):
    """The kernel's own order for testing (FS_IOC_SHUTDOWN, without flushing its log); ext4, XFS and F2FS know it."""
    shutdown, without_flush = 0x8004587D, 2
    assert os.path.ismount(mount), 'it acts on whatever file system holds the path'
    folder = os.open(mount, os.O_RDONLY)
    try:
        fcntl.ioctl(folder, shutdown, struct.pack('I', without_flush))
    finally:
        os.close(folder)


class Disk:
    """A file system of its own on a loop device, which drops all that was not synced when it is shut down. Needs root."""

    quiet = {'check': True, 'stdout': subprocess.DEVNULL, 'stderr': subprocess.DEVNULL}

    def __init__(self):
        self.work = tempfile.mkdtemp(prefix='power-cut', dir=FOLDER)
        self.image, self.mount = os.path.join(self.work, 'image'), os.path.join(self.work, 'mount')
        os.mkdir(self.mount)
        size = os.path.getsize(os.path.join(FOLDER, 'seed.db')) * 2 + (ROUNDS << 23) + (1 << 28)
        subprocess.run(['truncate', '-s', str(size), self.image], **self.quiet)
        subprocess.run(['mkfs.ext4', '-q', '-F', self.image], **self.quiet)

    def __enter__(self):
        subprocess.run(['mount', '-o', 'loop', self.image, self.mount], **self.quiet)
        return self

    def cut(self):
        began = time.monotonic()
        power_off(self.mount)
        return began

    def plug_in(self):
        subprocess.run(['umount', self.mount], **self.quiet)
        subprocess.run(['mount', '-o', 'loop', self.image, self.mount], **self.quiet)

    def __exit__(self, *_):
        if os.path.ismount(self.mount):
            subprocess.run(['umount', self.mount])
        if not os.path.ismount(self.mount):
            shutil.rmtree(self.work)


def cut():
    done, lost = Acknowledged(), 0
    with Disk() as disk:
        database, writers = seed(disk.mount)
        subprocess.run(['sync', '-f', disk.mount], check=True)
        for n in range(ROUNDS):
            server = Server(BAOLEI, database).start()
            try:
                if n % 10 == 0:
                    server.rated()
                end = done.load(server, writers, AT_LEAST)
                began = disk.cut()
            finally:
                server.stop()
            end()
            disk.plug_in()
            lost += done.compare(database, began)
            if (n + 1) % 10 == 0:
                print(f'{n + 1} cuts: {done.count()} lost={lost}', flush=True)
        return finish(done, lost, database, writers)


def lie():
    """Flushing that only claims to be done: the cut must lose something, or damage the file."""
    (folder, environment), lost = switches(), 0
    for _ in range(ROUNDS):
        done = Acknowledged()
        with Disk() as disk:
            database, writers = seed(disk.mount)
            subprocess.run(['sync', '-f', disk.mount], check=True)
            server = Server(BAOLEI, database, **environment).start()
            try:
                server.rated()
                open(os.path.join(folder, 'lie'), 'w').close()
                end = done.load(server, writers, AT_LEAST)
                began = disk.cut()
            finally:
                server.stop()
            end()
            os.remove(os.path.join(folder, 'lie'))
            disk.plug_in()
            try:
                lost += done.compare(database, began)
            except Exception as damaged:
                print(f'damaged: {damaged}')
                lost += 1
    print(f'lie: rounds={ROUNDS} lost_or_damaged={lost}, which the cut must find')
    return lost == 0


def fault():
    """Flushes and writes fail: 503 and nothing half done; the same request succeeds once the disk is well again."""
    (folder, environment), (database, writers) = switches(), seed(FOLDER)
    done, wrong, refused = Acknowledged(), 0, 0
    server = Server(BAOLEI, database, **environment).start()
    connection = http.client.HTTPConnection('127.0.0.1', server.port, timeout=PATIENCE)

    def failing(name, what, ask):
        nonlocal wrong, refused
        switch = os.path.join(folder, name)
        open(switch, 'w').close()
        try:
            ask()
            print(f'{name}: {what} was acknowledged on a bad disk')
            wrong += 1
        except Refused as why:
            refused += 1
            if ' 503 ' not in str(why):
                print(f'{name}: {why}')
                wrong += 1
        finally:
            os.remove(switch)

    try:
        server.rated()
        for n in range(ROUNDS):
            name, writer, key = ['sync', 'write', 'full'][n % 3], writers[n % WRITERS], f'fault-{os.getpid()}-{n:06d}'
            text = f'第{n}次：坏盘之后再次提交，内容一字不少。'
            begin = lambda: writer.begin(server, connection, key, 1 + n % 16)
            failing(name, 'a new record', begin)
            record, headers = begin()
            done.seen('begun', key, record, headers['X-Receipt'])
            save = lambda: writer.save(server, connection, record, text)
            failing(name, 'a saved draft', save)
            saved, _ = save()
            done.seen('saved', record['id'], text)
            file = lambda: writer.file(server, connection, record['id'], saved['rev'])
            failing(name, 'a filing', file)
            still, _ = writer.ask(server, connection, 'GET', f'/records/{record["id"]}', None)
            if still['state'] != 'draft':
                print(f'{name}: a refused filing left the record {still["state"]}')
                wrong += 1
            file()
            done.seen('filed', record['id'], text)
    finally:
        server.stop()
    print(f'fault: refused={refused} of {3 * ROUNDS}')
    return finish(done, done.compare(database) + wrong, database, writers)


def finish(done, lost, database, writers):
    lost += done.compare_all(database)
    server = Server(BAOLEI, database).start()
    lost += done.repeat(server, writers)
    server.stop()
    verified = done.verify(BAOLEI, database, FOLDER)
    for _, why in done.refused[:5]:
        print(f'refused: {why}')
    enough = sum(step == 'filed' for step, _ in done.all) >= ROUNDS * (1 if MODE == 'fault' else AT_LEAST * 3 // 4)
    print(f'{MODE}: rounds={ROUNDS} acknowledged: {done.count()} unexpectedly_refused={len(done.refused)}'
          f' lost_or_wrong={lost} verify={verified}')
    return bool(lost or verified or done.refused or not enough)


sys.exit({'kill': kill, 'cut': cut, 'lie': lie, 'fault': fault}[MODE]())
