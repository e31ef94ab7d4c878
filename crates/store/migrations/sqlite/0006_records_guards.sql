create trigger record_rounds_kept_from_update before update on record_rounds
begin select raise(abort, 'rounds of a record are never changed'); end;
create trigger record_rounds_kept_from_delete before delete on record_rounds
begin select raise(abort, 'rounds of a record are never changed'); end;
create trigger records_kept_from_delete before delete on records
begin select raise(abort, 'records are withdrawn, never deleted'); end;
