"""Words are looked for among the cases near a viewer, not among the newest of everybody's."""

from django.db import migrations

SEARCH = """
DROP FUNCTION amends_search(uuid, tsquery, uuid, integer);
CREATE FUNCTION amends_search(org uuid, words tsquery, near uuid[], person uuid, most integer) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ BEGIN
    IF org IS DISTINCT FROM nullif(current_setting('amends.org', true), '')::uuid THEN
      RAISE EXCEPTION 'search in another organisation' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- EXECUTE: the plan depends on how frequent the words are.
    IF near IS NULL THEN
      RETURN QUERY EXECUTE
        'SELECT s.case_id FROM public.cases_casesearch s WHERE s.org_id = $1 AND s.words @@ $2 '
        'ORDER BY s.case_id DESC LIMIT $3' USING org, words, most;
    ELSE
      RETURN QUERY EXECUTE
        'SELECT s.case_id FROM public.cases_casesearch s JOIN public.cases_case c ON c.id = s.case_id '
        'WHERE s.org_id = $1 AND s.words @@ $2 AND c.org_id = $1 AND (c.units && $4 OR c.people @> ARRAY[$5]) '
        'ORDER BY s.case_id DESC LIMIT $3' USING org, words, most, near, person;
    END IF;
  END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_earlier_decisions")]

    operations = [migrations.RunSQL(SEARCH)]
