create trigger schemes_kept_from_update before update on schemes when old.state = 'published'
begin select raise(abort, 'a published scheme is never changed'); end;
create trigger schemes_kept_from_delete before delete on schemes when old.state = 'published'
begin select raise(abort, 'a published scheme is never removed'); end;

create trigger facts_kept_from_update before update on facts
begin select raise(abort, 'a fact is never changed'); end;
create trigger facts_kept_from_delete before delete on facts
begin select raise(abort, 'a fact is never removed'); end;

create trigger scorecards_kept_from_update before update on scorecards
begin select raise(abort, 'a scorecard is never changed'); end;
create trigger scorecards_kept_from_delete before delete on scorecards
begin select raise(abort, 'a scorecard is never removed'); end;
